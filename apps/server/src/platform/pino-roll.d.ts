declare module 'pino-roll' {
  import type { pino } from 'pino';

  type Options = {
    file: string;
    extension: string;
    frequency: 'daily' | 'hourly';
    size: string;
    limit: { count: number; removeOtherLogFiles?: boolean };
  };

  /** Opens a file that is replaced by the next one each day and when it is full. */
  export default function roll(options: Options): Promise<ReturnType<typeof pino.destination>>;
}
