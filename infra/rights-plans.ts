const file = { 'content-type': 'application/octet-stream' };

/** Who may bring in plans of others, and of oneself. */
export const planRouteRows = {
  'POST /api/presence/plans/preview': {
    told: '403 403 403 403 200 403 403 403',
    body: () => '職員番号,日付,開始,終了\n1,2030/4/1,9:00,10:00\n',
    headers: file,
  },
  'POST /api/presence/plans': {
    told: '403 403 403 403 422 403 403 403',
    body: () => '職員番号,日付,開始,終了\n1,2030/4/1,9:00,10:00\n',
    headers: file,
  },
  'POST /api/presence/calendar/preview': {
    told: '200 200 200 200 200 200 200 200',
    body: () => 'BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n',
    headers: file,
  },
  'POST /api/presence/calendar': {
    told: '200 200 200 200 200 200 200 200',
    body: () => 'BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n',
    headers: file,
  },
};
