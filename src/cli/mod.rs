//! The command line: arguments to a plan, a plan to a run, a run to an exit code.
