-- What ck-store asks: the store about itself.

-- name: site-version-digest
select digest from site where site = :site and file_version = :version
union all
select digest from site_pending where site = :site and file_version = :version
union all
select '' from site where site = :site and file_version > :version

-- name: site-pending-due
select site, file_version, effective, digest, apply, document as document_json
from site_pending where effective <= :at order by effective, file_version
limit 1

-- name: site-list
select site, file_version as version, effective, digest, loaded_at, seq
from site order by site

-- name: site-pending-list
select site, file_version as version, effective, digest, seq
from site_pending order by site, file_version

-- name: staff-list
select staff, site, user_name as user, agencies as agencies_json,
	lanes as lanes_json, valid_from, valid_to, stands_in_for,
	order_number as "order", seq
from staff where staff > :after order by staff limit 200

-- name: staff-get
select agencies as agencies_json, lanes as lanes_json, valid_from, valid_to,
	stands_in_for, order_number as "order"
from staff where staff = :staff

-- name: staff-keepers
select user_name from staff where agencies like '%"admin"%'
	and valid_from <= :at and (valid_to is null or valid_to > :at)

-- name: stat-counts
select (select count(*) from event) as events,
	(select count(*) from declaration) as declarations,
	(select count(*) from trip) as trips,
	(select count(*) from trip where closed_at is null) as trips_open,
	(select count(*) from verdict
	 where state <> 'confirmed' and state <> 'refused'
		and state <> 'void')
		as checks_open,
	(select count(*) from hold where lifted_at is null) as holds_open,
	(select count(*) from weighing) as weighings,
	(select count(*) from crossing) as crossings,
	(select count(*) from person) as persons,
	(select count(*) from journal) as keys,
	(select coalesce(max(cast(value as integer)), 0) from setting
	 where name = 'acts_refused') as acts_refused,
	(select coalesce(max(to_seq), 0) from seal) as sealed_to

-- name: stat-private
select (select count(*) from person) as persons,
	(select count(*) from key_secret) as secret_keys

-- name: stat-pages
select page_count * page_size as bytes, freelist_count * page_size as free_bytes
from pragma_page_count(), pragma_page_size(), pragma_freelist_count()

-- name: keeper-anywhere
select 1 from staff
where user_name = :user and agencies like '%"admin"%'
	and valid_from <= :now
	and coalesce(valid_to, :now + 1) > :now
limit 1
