// Loaded before a process's own code: with every SIGUSR2 it is an hour later there.
const { now } = Date;
let ahead = 0;
Date.now = () => now() + ahead;
process.on('SIGUSR2', () => (ahead += 60 * 60_000));
