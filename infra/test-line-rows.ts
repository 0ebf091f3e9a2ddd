import { newId } from '@engawa/db/id';
import { alwaysOpen } from './test-lines.ts';

type On = { rungSection: string; sectionCall: string };

/**
 * Commands of calls to a section in the authorisation matrix. The owner rings the section of the head, in which
 * the member works too; member and owner are in a call besides.
 */
export const sectionCallRows = {
  // Who is not at a page is not rung for; a call of whoever talks, or rings already, does not begin.
  'section-call:offer': {
    told: '200 409 409 200 200 200 200 409',
    body: ({ rungSection }: On) => ({ sectionId: rungSection, about: '', device: newId() }),
  },
  // Whoever answers for the section may, rung or not; the member rings out already.
  'section-call:accept': {
    told: '404 409 404 200 404 404 404 404',
    body: ({ sectionCall }: On) => ({ sectionCallId: sectionCall, device: newId() }),
  },
  'section-call:refuse': {
    told: '404 404 404 200 404 404 404 404',
    body: ({ sectionCall }: On) => ({ sectionCallId: sectionCall }),
  },
  'section-call:cancel': {
    told: '404 404 200 404 404 404 404 200',
    body: ({ sectionCall }: On) => ({ sectionCallId: sectionCall, wantsMemo: false }),
  },
  'section-line:set': {
    told: '403 403 403 200 200 403 403 403',
    body: ({ rungSection }: On) => ({ sectionId: rungSection, line: alwaysOpen }),
  },
};
