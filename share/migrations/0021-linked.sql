-- Goods that come back are a new declaration that names the one they left
-- with: `linked` of a declaration, the id of another or of a trip of it.
alter table declaration add column linked text;
update declaration set linked = json_extract(document, '$.linked');
create index declaration_by_linked on declaration (linked)
	where linked is not null;
