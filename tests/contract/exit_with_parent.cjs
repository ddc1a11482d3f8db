// Ends this process when the one that started it is gone, however it went: its end of the pipe closes then.
process.stdin.on('close', () => process.exit()).on('error', () => process.exit()).resume();
