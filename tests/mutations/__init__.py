"""Seeds faults in a copy of the pipeline, one at a time, and insists that a contract test catches each."""
