-- The views for people. Every column ends in a comment that describes it; the codebook and Datasette take it from here.
-- Each view begins with "-- view NAME: Title. Description".

-- view encounters: Encounters. One row is two people who met at one event: in a meeting, talks or a call, or as the visitor and
-- the named host of a visit within which no such event of the two is known (one that occurred, or has the visit's own status). Who
-- is only spoken about (subject), aimed at (target) or sends somebody (sender) did not meet; who only attended the same summit is
-- in co_attendance. Rows have every status: take status = 'occurred' unless you ask for plans and denials.
CREATE VIEW encounters AS
SELECT
  e.event_id AS event_id, -- the event at which they met
  a.person_id AS person_a, -- the one of the two whose id sorts first
  b.person_id AS person_b, -- the other one
  pa.name AS name_a, -- the name of person_a
  pb.name AS name_b, -- the name of person_b
  e.date AS date, -- when, as EDTF
  e.date_earliest AS date_earliest, -- the first day that it can be
  e.date_latest AS date_latest, -- the last day that it can be
  e.place_id AS place_id, -- the main place
  pl.name AS place, -- its name
  e.country AS country, -- the state in which it took place
  e.type AS type, -- meeting, talks, call or visit
  e.subtype AS subtype, -- of visits: state, official, working …
  e.mode AS mode, -- in_person, phone or video
  e.status AS status, -- occurred, planned, cancelled, denied …
  e.standing AS standing, -- disputed, confirmed, consistent or single
  a.role AS role_a, -- the part of person_a in it
  b.role AS role_b, -- the part of person_b in it
  a.affiliation_id AS affiliation_a, -- the capacity of person_a then
  fa.title AS title_a, -- its title
  fa.role_type AS role_type_a, -- its kind
  fa.country AS country_a, -- the state for which person_a acted then
  fa.post_id AS post_a, -- the post that person_a held then
  b.affiliation_id AS affiliation_b, -- the capacity of person_b then
  fb.title AS title_b, -- its title
  fb.role_type AS role_type_b, -- its kind
  fb.country AS country_b, -- the state for which person_b acted then
  fb.post_id AS post_b, -- the post that person_b held then
  e.sources AS sources -- how many independent sources tell of it
FROM event_participants AS a
JOIN event_participants AS b ON b.event_id = a.event_id AND b.person_id > a.person_id
JOIN events AS e ON e.event_id = a.event_id
JOIN people AS pa ON pa.person_id = a.person_id
JOIN people AS pb ON pb.person_id = b.person_id
LEFT JOIN places AS pl ON pl.place_id = e.place_id
LEFT JOIN affiliations AS fa ON fa.affiliation_id = a.affiliation_id
LEFT JOIN affiliations AS fb ON fb.affiliation_id = b.affiliation_id
WHERE (
  e.type IN ('meeting', 'talks', 'call')
  AND a.role NOT IN ('subject', 'target', 'sender')
  AND b.role NOT IN ('subject', 'target', 'sender')
  -- somebody who is there in two parts (mediator and signatory, say) still met the other once
  AND NOT EXISTS (
    SELECT 1 FROM event_participants AS x
    WHERE x.event_id = a.event_id AND x.number < a.number AND x.person_id = a.person_id
      AND x.role NOT IN ('subject', 'target', 'sender'))
  AND NOT EXISTS (
    SELECT 1 FROM event_participants AS x
    WHERE x.event_id = b.event_id AND x.number < b.number AND x.person_id = b.person_id
      AND x.role NOT IN ('subject', 'target', 'sender'))
) OR (
  e.type = 'visit'
  AND ((a.role = 'visitor' AND b.role = 'host') OR (a.role = 'host' AND b.role = 'visitor'))
  AND NOT EXISTS (
    SELECT 1
    FROM event_links AS l
    JOIN events AS m ON m.event_id = l.event_id
    JOIN event_participants AS ma ON ma.event_id = l.event_id AND ma.person_id = a.person_id
    JOIN event_participants AS mb ON mb.event_id = l.event_id AND mb.person_id = b.person_id
    WHERE l.other_event_id = e.event_id AND l.relation = 'part_of'
      AND m.type IN ('meeting', 'talks', 'call')
      AND (m.status = 'occurred' OR m.status = e.status)
      AND ma.role NOT IN ('subject', 'target', 'sender')
      AND mb.role NOT IN ('subject', 'target', 'sender'))
);

-- view co_attendance: Co-attendance. One row is two people who attended the same summit or conference, which does not say that they met.
CREATE VIEW co_attendance AS
SELECT
  e.event_id AS event_id, -- the summit or conference
  e.label AS event, -- it, in a line
  a.person_id AS person_a, -- the one of the two whose id sorts first
  b.person_id AS person_b, -- the other one
  pa.name AS name_a, -- the name of person_a
  pb.name AS name_b, -- the name of person_b
  e.date AS date, -- when, as EDTF
  e.date_earliest AS date_earliest, -- the first day that it can be
  e.date_latest AS date_latest, -- the last day that it can be
  e.place_id AS place_id, -- the main place
  pl.name AS place, -- its name
  e.country AS country, -- the state in which it took place
  e.subtype AS subtype, -- conference or ministerial
  e.status AS status, -- occurred, planned, cancelled …
  e.standing AS standing, -- disputed, confirmed, consistent or single
  a.affiliation_id AS affiliation_a, -- the capacity of person_a then
  fa.title AS title_a, -- its title
  fa.role_type AS role_type_a, -- its kind
  fa.country AS country_a, -- the state for which person_a acted then
  b.affiliation_id AS affiliation_b, -- the capacity of person_b then
  fb.title AS title_b, -- its title
  fb.role_type AS role_type_b, -- its kind
  fb.country AS country_b, -- the state for which person_b acted then
  e.sources AS sources -- how many independent sources tell of it
FROM event_participants AS a
JOIN event_participants AS b ON b.event_id = a.event_id AND b.person_id > a.person_id
JOIN events AS e ON e.event_id = a.event_id
JOIN people AS pa ON pa.person_id = a.person_id
JOIN people AS pb ON pb.person_id = b.person_id
LEFT JOIN places AS pl ON pl.place_id = e.place_id
LEFT JOIN affiliations AS fa ON fa.affiliation_id = a.affiliation_id
LEFT JOIN affiliations AS fb ON fb.affiliation_id = b.affiliation_id
WHERE e.type = 'summit'
  AND a.role NOT IN ('subject', 'target', 'sender')
  AND b.role NOT IN ('subject', 'target', 'sender')
  AND NOT EXISTS (
    SELECT 1 FROM event_participants AS x
    WHERE x.event_id = a.event_id AND x.number < a.number AND x.person_id = a.person_id
      AND x.role NOT IN ('subject', 'target', 'sender'))
  AND NOT EXISTS (
    SELECT 1 FROM event_participants AS x
    WHERE x.event_id = b.event_id AND x.number < b.number AND x.person_id = b.person_id
      AND x.role NOT IN ('subject', 'target', 'sender'));

-- view timelines: Timelines. One row is one thing in a person's life as far as the sources tell: birth and death, offices taken and left,
-- events, articles written and articles that name them. Ask for one person_id and order by date_earliest.
CREATE VIEW timelines AS
SELECT
  p.person_id AS person_id, -- whose timeline
  p.born_earliest AS date_earliest, -- the first day that it can be
  p.born_latest AS date_latest, -- the last day that it can be
  p.born AS date, -- when, as EDTF
  'born' AS kind, -- born, died, office_start, office_end, event, wrote or named
  p.name AS label, -- it, in a line
  NULL AS role, -- the person's part in an event, a byline or credit
  NULL AS status, -- of events and offices: occurred, planned …; substantive, acting …
  NULL AS standing, -- of events: disputed, confirmed, consistent or single
  NULL AS event_id, -- the event
  NULL AS affiliation_id, -- the office, or the capacity in an event
  NULL AS article_id -- the article
FROM people AS p WHERE p.born IS NOT NULL
UNION ALL
SELECT person_id, died_earliest, died_latest, died, 'died', name, NULL, NULL, NULL, NULL, NULL, NULL
FROM people WHERE died IS NOT NULL
UNION ALL
SELECT person_id, start_earliest, start_latest, start, 'office_start', title, NULL, status, NULL, NULL, affiliation_id, NULL
FROM affiliations WHERE start IS NOT NULL
UNION ALL
SELECT person_id, end_earliest, end_latest, "end", 'office_end', title, NULL, status, NULL, NULL, affiliation_id, NULL
FROM affiliations WHERE "end" IS NOT NULL AND "end" <> '..'
UNION ALL
SELECT ep.person_id, e.date_earliest, e.date_latest, e.date, 'event', e.label, ep.role, e.status, e.standing, e.event_id,
  ep.affiliation_id, NULL
FROM event_participants AS ep JOIN events AS e ON e.event_id = ep.event_id WHERE ep.person_id IS NOT NULL
UNION ALL
SELECT ap.person_id, r.published_earliest, r.published_latest, r.published, 'wrote', r.title, ap.role, NULL, NULL, NULL, NULL,
  r.article_id
FROM article_people AS ap JOIN articles AS r ON r.article_id = ap.article_id WHERE ap.person_id IS NOT NULL
UNION ALL
SELECT DISTINCT m.person_id, r.published_earliest, r.published_latest, r.published, 'named', r.title, NULL, NULL, NULL, NULL, NULL,
  r.article_id
FROM mentions AS m JOIN articles AS r ON r.article_id = m.article_id WHERE m.person_id IS NOT NULL;

-- view officeholders: Officeholders. One row is somebody holding a post, with the days between which they can have held it. Who held it on a
-- day: WHERE '1985-07-31' BETWEEN first_day AND last_day. Where an end is unknown, last_day is the last day on which a source
-- shows them in it, or the day they began. Candidates and designates are left out: they do not hold it yet.
CREATE VIEW officeholders AS
SELECT
  f.post_id AS post_id, -- the post
  t.title AS post, -- what it is called
  t.role_type AS role_type, -- what kind of office it is
  coalesce(f.country, t.country) AS country, -- the state for which the holder acted, as it was then
  coalesce(f.accredited_country, t.accredited_country) AS accredited_country, -- the state to which they were sent, as it was then
  f.person_id AS person_id, -- the holder
  p.name AS name, -- the holder's name
  f.status AS status, -- substantive or acting
  f.start AS start, -- when it began, as EDTF
  f."end" AS "end", -- when it ended, as EDTF; empty where unknown, .. where still held at the source's date
  coalesce(f.start_earliest, f.attested_first, f.attested_last, f.end_earliest) AS first_day, -- the first day they can have held it
  CASE WHEN f."end" = '..' THEN '9999-12-31'
    ELSE coalesce(f.end_latest, f.attested_last, f.start_latest) END AS last_day, -- the last day they can have held it
  coalesce(f.start_latest, f.attested_first) AS surely_from, -- from when they surely held it
  CASE WHEN f."end" = '..' THEN '9999-12-31'
    ELSE coalesce(f.end_earliest, f.attested_last) END AS surely_until, -- until when they surely held it
  f.affiliation_id AS affiliation_id -- the affiliation
FROM affiliations AS f
JOIN posts AS t ON t.post_id = f.post_id
JOIN people AS p ON p.person_id = f.person_id
WHERE f.status IN ('substantive', 'acting');
