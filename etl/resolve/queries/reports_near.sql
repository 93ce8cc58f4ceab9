-- Reports that can be of one happening: those that share a key and of which the days touch, give or take the slack of the one that asks.
-- spans(number, key, first, last, slack): a row for each key of each report; days are numbers. A report asks for those before it in the order.
-- A span lies in each block of 32 days that it touches, and two meet in the first block that both touch: so a key that many share
-- (everything that a president did) is never held against itself, but only month against month.
WITH asked AS (
    SELECT number, key, first - slack AS first, last + slack AS last FROM spans
), asked_in AS (
    SELECT *, unnest(range(first // 32, last // 32 + 1)) AS block FROM asked
), told_in AS (
    SELECT number, key, first, last, unnest(range(first // 32, last // 32 + 1)) AS block FROM spans
)
SELECT DISTINCT a.number AS asked, t.number AS near
FROM asked_in a JOIN told_in t
    ON t.key = a.key AND t.block = a.block AND t.number < a.number AND t.first <= a.last AND t.last >= a.first
WHERE a.block = greatest(a.first // 32, t.first // 32)
ORDER BY asked, near
