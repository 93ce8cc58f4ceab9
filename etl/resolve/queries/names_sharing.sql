-- Names that share two words with a name, or nearly: by the keys that spellings of one word have in common.
-- asked(number, place, key, need): the keys of each word of each name that is looked for, and of how many of its words one must be shared.
-- known(number, key): the keys of the words of each name that somebody has.
-- Who shares two words shares one that is not the name's commonest; so the many Johns are only looked up, never listed for every John.
WITH frequency AS (
    SELECT key, count(*) AS known FROM known GROUP BY key
), words AS (
    SELECT number, place, any_value(need) AS need, sum(coalesce(frequency.known, 0)) AS known
    FROM asked LEFT JOIN frequency USING (key) GROUP BY number, place
), ranked AS (
    SELECT *, need > 1 AND row_number() OVER (PARTITION BY number ORDER BY known DESC, place) = 1 AS commonest FROM words
), keys AS (
    SELECT asked.number, asked.place, asked.key, asked.need, commonest FROM asked JOIN ranked USING (number, place)
), listed AS (
    SELECT DISTINCT keys.number AS asked, known.number AS near, keys.place, keys.need
    FROM keys JOIN known USING (key) WHERE NOT commonest
), looked_up AS (
    SELECT DISTINCT found.asked, found.near, keys.place, found.need
    FROM (SELECT DISTINCT asked, near, need FROM listed) found
    JOIN keys ON keys.number = found.asked AND keys.commonest
    JOIN known ON known.number = found.near AND known.key = keys.key
)
SELECT asked, near FROM (SELECT * FROM listed UNION ALL SELECT * FROM looked_up)
GROUP BY asked, near HAVING count(*) >= any_value(need)
ORDER BY asked, near
