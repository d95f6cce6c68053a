-- A program that is killed while a label is under way must not print it again by itself, and nobody
-- may forget to ask whether it came out: what is known of each document outlives the program.

ALTER TABLE print_job ADD COLUMN of_order TEXT;
ALTER TABLE print_job ADD COLUMN of_parcel INTEGER;
-- Milliseconds since 1970; set before the printer gets it, and until it is known what became of it.
ALTER TABLE print_job ADD COLUMN under_way_since INTEGER;
-- JSON of why nobody knows whether it came out; a person is asked.
ALTER TABLE print_job ADD COLUMN doubt TEXT;
-- How far it is known to be on paper: printed, sent, written, found, found_twice.
ALTER TABLE print_job ADD COLUMN outcome TEXT;
