"""A thing said of a file: a code, worded by the catalogue, and what its sentence names."""

Message = tuple[str, dict[str, object]]
