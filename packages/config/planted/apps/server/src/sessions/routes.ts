export const path = '/api/sessions';
