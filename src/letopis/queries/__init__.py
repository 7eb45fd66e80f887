"""From the archive to what to show, with no markup in sight."""
