/** Routes that answer without a session, and why they may. */
export const openRoutes: Record<string, string> = {
  'GET /api/welcome': 'the name of the hall, before anybody signs in',
  'POST /api/sign-in': 'gives a session',
  'POST /api/activate/check': 'asks for a code',
  'POST /api/activate': 'asks for a code',
  'POST /api/setup/open': 'asks for the one-time code',
  'POST /api/setup/hall': 'asks for the one-time code',
  'POST /api/setup/sample-town': 'asks for the one-time code',
  'GET /api/place': 'asks for the token of a shared PC',
  'POST /api/place/register': 'asks for the one-time code of a place',
  'POST /api/place/enter': 'asks for the token of a shared PC, a number and a PIN',
  'POST /api/place/help': 'asks for the token of a shared PC',
  'POST /api/place/help/withdraw': 'asks for the token of a shared PC',
  'GET /health/live': 'tells nothing',
  'GET /health/ready': 'tells nothing',
  'GET /media/:identity/rtc/validate': 'asks for the session that was let into the room',
  'GET /media/:identity/rtc/v1/validate': 'asks for the session that was let into the room',
};
