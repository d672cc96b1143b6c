"""HTTP plumbing that every area uses: unit of work, access mark, fields, filters, pages, error answers."""
