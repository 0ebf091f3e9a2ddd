import { z } from 'zod';

export const Message = z.object({ body: z.string() });
export type Message = z.infer<typeof Message>;
