//! The development server: the site from memory, rebuilt and reloaded as files change.
