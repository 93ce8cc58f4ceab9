-- Sets that have members in common: numbers of two sets, the lesser first, that share at least six members which at most forty sets have.
-- members(number, member): a row for each member of each set.
-- A member that many have (a set phrase in articles) tells nothing, and is left out before the join, which it would make as large as the square of its sets.
WITH rare AS (
    SELECT member FROM members GROUP BY member HAVING count(*) BETWEEN 2 AND 40
), held AS (
    SELECT members.number, members.member FROM members JOIN rare USING (member)
)
SELECT a.number AS one, b.number AS other
FROM held a JOIN held b ON a.member = b.member AND a.number < b.number
GROUP BY one, other HAVING count(*) >= 6
ORDER BY one, other
