export const greeting = 'おはようございます';
