/** Every error a person can meet: HTTP status, and whether the same request may succeed later. */
export const errorCodes = {
  unexpected: { status: 500, retry: true },
  unavailable: { status: 503, retry: true },
  too_many_requests: { status: 429, retry: true },
  invalid_input: { status: 400, retry: false },
  not_found: { status: 404, retry: false },
  foreign_origin: { status: 403, retry: false },
  not_signed_in: { status: 401, retry: false },
  session_ended: { status: 401, retry: false },
  wrong_sign_in: { status: 401, retry: false },
  wrong_code: { status: 401, retry: false },
  weak_password: { status: 422, retry: false },
  common_password: { status: 422, retry: false },
  not_allowed: { status: 403, retry: false },
  already_set_up: { status: 409, retry: false },
  wrong_setup_code: { status: 401, retry: false },
  last_administrator: { status: 409, retry: false },
  same_id_other_content: { status: 409, retry: false },
  put_away: { status: 409, retry: false },
  name_taken: { status: 409, retry: false },
  follows_section: { status: 409, retry: false },
  last_owner: { status: 409, retry: false },
  too_many_members: { status: 422, retry: false },
  message_empty: { status: 422, retry: false },
  message_too_long: { status: 422, retry: false },
  my_number: { status: 422, retry: false },
  file_too_large: { status: 413, retry: false },
  not_an_image: { status: 422, retry: false },
  not_a_plan: { status: 422, retry: false },
  not_a_phone_list: { status: 422, retry: false },
  rows_blocked: { status: 422, retry: false },
  list_changed: { status: 409, retry: false },
  word_taken: { status: 409, retry: false },
  too_many_folders: { status: 422, retry: false },
  memo_taken: { status: 409, retry: false },
  memo_closed: { status: 409, retry: false },
  shown_once: { status: 409, retry: false },
  time_past: { status: 422, retry: false },
  no_calls_here: { status: 403, retry: false },
  person_left: { status: 409, retry: false },
  in_a_call: { status: 409, retry: false },
  answered_elsewhere: { status: 409, retry: false },
  cannot_ring: { status: 409, retry: false },
  call_over: { status: 409, retry: false },
  knock_open: { status: 409, retry: false },
  knock_over: { status: 409, retry: false },
  not_at_screen: { status: 409, retry: false },
  quiet_now: { status: 409, retry: false },
  nobody_there: { status: 409, retry: false },
  help_taken: { status: 409, retry: false },
  help_over: { status: 409, retry: false },
  no_place: { status: 401, retry: false },
  wrong_pin: { status: 401, retry: false },
  easy_pin: { status: 422, retry: false },
  old_page: { status: 426, retry: false },
} as const satisfies Record<string, { status: number; retry: boolean }>;

/** The closed list of error codes; each has a Japanese and an English sentence in the web. */
export type ErrorCode = keyof typeof errorCodes;

/** What goes over the wire for an error; `id` is told to the IT section, `detail` depends on the code. */
export type ErrorBody = {
  code: ErrorCode;
  retry: boolean;
  id?: string | undefined;
  retryAfterMs?: number | undefined;
  detail?: Record<string, string | number> | undefined;
};
