-- To which open trips a file that takes effect later is applied.
alter table site_pending add column apply text;
