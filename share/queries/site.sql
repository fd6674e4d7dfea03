-- The site in effect, for the rules (lib/site/site.c).

-- name: site-seq
select seq, digest from site where site = :site

-- name: site-document
select seq, digest, file_version, utc_offset_min, document from site
where site = :site
