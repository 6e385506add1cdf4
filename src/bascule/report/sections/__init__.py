"""The parts of the report, one file each: a study and a language in, a section out."""
