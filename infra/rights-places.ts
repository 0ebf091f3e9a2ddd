import { newId } from '@engawa/db/id';

const administrators = '403 403 403 403 200 403 403 403';

/** Who manages shared PCs; what a PC itself may ask stands in the tests of its room. */
export const placeRows = {
  'place:add': {
    told: administrators,
    body: ({ section }: { section: string }) => ({ name: '窓口3番', kind: 'counter', sectionIds: [section] }),
  },
  'place:code': { told: '403 403 403 403 404 403 403 403', body: () => ({ placeId: newId() }) },
  'place:revoke': { told: '403 403 403 403 404 403 403 403', body: () => ({ placeId: newId() }) },
};

export const placeRouteRows = {
  'GET /api/places': { told: '404 404 404 404 200 404 404 404' },
  'GET /api/pin': { told: '200 200 200 200 200 200 200 200' },
  // Nobody in this house has a password that could be right.
  'POST /api/pin': {
    told: '401 401 401 401 401 401 401 401',
    body: () => ({ current: 'x', pin: '582914' }),
  },
  // Their sessions stand at no shared PC.
  'POST /api/place/stay': { told: '403 403 403 403 403 403 403 403' },
};
