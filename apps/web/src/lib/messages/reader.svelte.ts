import { needsMarkdown, plainBody, type Block } from './body.ts';

type Markdown = (body: string) => Block[];

let markdown = $state.raw<Markdown>();
let loading: Promise<void> | undefined;

/** Loads the Markdown reader once, when the first body needs it; on a cut line the next body asks again. */
export function loadMarkdown(): Promise<void> {
  loading ??= import('./markdown.ts').then(
    (reader) => {
      markdown = reader.markdownBody;
    },
    () => {
      loading = undefined;
    },
  );
  return loading;
}

/** Reads a body; until the Markdown reader is there, without its marks. */
export function readBody(body: string): Block[] {
  if (!needsMarkdown(body)) return plainBody(body);
  if (!markdown) void loadMarkdown();
  return markdown?.(body) ?? plainBody(body);
}
