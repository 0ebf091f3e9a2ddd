declare module 'pino-roll' {
  import type { DestinationStream } from 'pino';
  export default function pinoRoll(options: {
    file: string;
    extension?: string;
    frequency?: 'daily' | 'hourly' | number;
    size?: string;
    limit?: { count: number };
  }): Promise<DestinationStream>;
}
