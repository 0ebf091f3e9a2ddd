import { createServer, type Server } from 'node:http';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

/** Prometheus metrics of this node. */
export class Metrics {
  readonly registry = new Registry();
  readonly sockets = new Gauge({ name: 'engawa_sockets', help: 'Open sockets', registers: [this.registry] });
  readonly refused = new Counter({
    name: 'engawa_sockets_refused_total',
    help: 'Handshakes refused, by reason',
    labelNames: ['reason'],
    registers: [this.registry],
  });
  readonly commands = new Histogram({
    name: 'engawa_command_seconds',
    help: 'Time of commands, by name and outcome',
    labelNames: ['name', 'outcome'],
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5],
    registers: [this.registry],
  });
  readonly requests = new Histogram({
    name: 'engawa_request_seconds',
    help: 'Time of REST requests, by route and status',
    labelNames: ['route', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5],
    registers: [this.registry],
  });
  readonly events = new Counter({
    name: 'engawa_events_total',
    help: 'Durable events sent to followers on this node',
    registers: [this.registry],
  });
  readonly slowReaders = new Counter({
    name: 'engawa_slow_readers_total',
    help: 'Sockets that were held back because they read too slowly',
    registers: [this.registry],
  });

  readonly mediaUp = new Gauge({
    name: 'engawa_media_up',
    help: 'Whether the LiveKit answers, by its version',
    labelNames: ['version'],
    registers: [this.registry],
  });
  readonly mediaRooms = new Gauge({
    name: 'engawa_media_rooms',
    help: 'Rooms that LiveKit has',
    registers: [this.registry],
  });
  readonly mediaParticipants = new Gauge({
    name: 'engawa_media_participants',
    help: 'People in those rooms',
    registers: [this.registry],
  });
  readonly mediaSockets = new Gauge({
    name: 'engawa_media_sockets',
    help: 'Pages whose signalling is passed on by this node',
    registers: [this.registry],
  });
  readonly mediaThrownOut = new Counter({
    name: 'engawa_media_thrown_out_total',
    help: 'Participants that no admission knew, thrown out by this node',
    registers: [this.registry],
  });

  /** Serves /metrics on a listener of its own; port 0 means none. */
  async listen(host: string, port: number): Promise<Server | undefined> {
    if (port === 0) return undefined;
    collectDefaultMetrics({ register: this.registry, prefix: 'engawa_' });
    const server = createServer((request, response) => {
      if (request.url !== '/metrics') {
        response.writeHead(404).end();
        return;
      }
      this.registry.metrics().then(
        (text) => response.writeHead(200, { 'content-type': this.registry.contentType }).end(text),
        () => response.writeHead(500).end(),
      );
    });
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, host, resolve);
    });
    return server;
  }
}
