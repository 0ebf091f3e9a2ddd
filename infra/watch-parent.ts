// Loaded into each process that a start makes: when the start is killed without a chance to
// stop anything, its processes stop themselves in good order.
process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
process.channel?.unref();
