-- Spans of days that share a key and touch.
-- asked(number, key, first, last, before): a row for each key of each span that looks for others; days are numbers. It looks for those
-- whose number is less than `before`.
-- told(number, key, first, last): the spans that are looked for.
-- A span lies in each block of 32 days that it touches, and two meet in the first block that both touch: so what lies under one key
-- (all that a president did) is never held against all of itself, but month against month.
WITH asked_in AS (
    SELECT *, unnest(range(first // 32, last // 32 + 1)) AS block FROM asked
), told_in AS (
    SELECT *, unnest(range(first // 32, last // 32 + 1)) AS block FROM told
)
SELECT DISTINCT a.number AS asked, t.number AS near
FROM asked_in a JOIN told_in t
    ON t.key = a.key AND t.block = a.block AND t.number < a.before AND t.first <= a.last AND t.last >= a.first
WHERE a.block = greatest(a.first // 32, t.first // 32)
ORDER BY asked, near
