"""Guilds for programs: roster, events, insights and leaderboards."""
