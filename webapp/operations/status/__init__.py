"""The status of the sync: for whoever runs the server, and for the officers of one guild."""
