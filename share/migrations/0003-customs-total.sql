-- How much a customs number has in all: told by customs, else as the first
-- declarant who knows it says. total_by is 'customs' or 'declarant'.
alter table customs add column packages integer;
alter table customs add column gross_g integer;
alter table customs add column total_by text;
