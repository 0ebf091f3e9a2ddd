declare global {
  /** Questions that static/first-paint.js has asked before the client was there, by their path. */
  var engawaAsked: Record<string, Promise<Response | undefined>> | undefined;

  namespace App {
    interface Error {
      message: string;
      requestId?: string;
    }
  }
}

export {};
