//! Runs the seven stages, and remembers what need not be done again.
