"""一格通·离线端: the offline desktop program of the grid."""
