//! Stage 7: bytes into the output folder.
//!
//! In come addresses and bytes, as they are rendered; out goes what changed. Invariant: a file is replaced whole or not
//! at all, only if its bytes differ, and only files that the manifest names are ever removed.
