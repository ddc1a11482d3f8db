"""The one reader of an OpenAPI document: where things are, what references lead to, what a schema says."""
