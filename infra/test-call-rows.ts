import { newId } from '@engawa/db/id';

/** What the rows of calls and knocks speak of: the member calls and asks the owner, both are still open. */
type On = { call: string; knock: string; target: string };

/** Commands of calls and knocks with the status that each actor of the matrix meets. */
type Row = { told: string; body: (on: On) => unknown };

export const callRows: Record<string, Row> = {
  // The member is calling the owner, who may answer on any device.
  'call:offer': {
    told: '200 409 200 200 200 200 200 200',
    body: ({ target }) => ({ calleeId: target, about: '', device: newId() }),
  },
  'call:accept': {
    told: '404 404 200 404 404 404 404 200',
    body: ({ call }) => ({ callId: call, device: newId() }),
  },
  'call:decline': {
    told: '404 404 200 404 404 404 404 200',
    body: ({ call }) => ({ callId: call, reply: 'in-five' }),
  },
  'call:cancel': { told: '404 200 404 404 404 404 404 404', body: ({ call }) => ({ callId: call }) },
  'call:hang-up': { told: '404 200 200 404 404 404 404 200', body: ({ call }) => ({ callId: call }) },
  // It still rings: there is nothing to hold.
  'call:hold': { told: '404 409 409 404 404 404 404 409', body: ({ call }) => ({ callId: call, on: true }) },
  'call:add': {
    told: '404 409 409 404 404 404 404 409',
    body: ({ call, target }) => ({ callId: call, personId: target, purpose: 'join' }),
  },
  'call:pass': {
    told: '404 409 409 404 404 404 404 409',
    body: ({ call, target }) => ({ callId: call, personId: target }),
  },
  // Those who are in it may enter; in this house there is no media that they could enter.
  'call:enter': {
    told: '404 503 404 404 404 404 404 404',
    body: ({ call }) => ({ callId: call, device: newId() }),
  },
  // Everybody may ask; whom they ask has no page open.
  'knock:ask': {
    told: '409 409 409 409 409 409 409 409',
    body: ({ target }) => ({ personId: target, about: '', device: newId() }),
  },
  'knock:hold': {
    told: '409 409 409 409 409 409 409 409',
    body: ({ target }) => ({
      to: { personId: target },
      about: '',
      caller: { name: '', organisation: '', number: '' },
      device: newId(),
    }),
  },
  // The member has asked the owner.
  'knock:answer': {
    told: '404 403 200 404 404 404 404 200',
    body: ({ knock }) => ({ knockId: knock, answer: 'in-five', device: newId() }),
  },
  // Nobody has answered yet: there is nothing to begin.
  'knock:start': {
    told: '404 409 409 404 404 404 404 409',
    body: ({ knock }) => ({ knockId: knock, device: newId() }),
  },
  'knock:withdraw': { told: '404 200 403 404 404 404 404 403', body: ({ knock }) => ({ knockId: knock }) },
  'knock:seen': { told: '404 200 403 404 404 404 404 403', body: ({ knock }) => ({ knockId: knock }) },
};
