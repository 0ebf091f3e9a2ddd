import type { Attachment } from 'svelte/attachments';

/** Calls again and again while the element is within a screen of being seen: the end of a list that grows. */
export function whenNear(near: () => void): Attachment {
  return (element) => {
    const observer = new IntersectionObserver(
      ([entry]) => {
        if (!entry?.isIntersecting) return;
        near();
        // An end that is still near is told of anew.
        observer.unobserve(element);
        observer.observe(element);
      },
      { rootMargin: '100%' },
    );
    observer.observe(element);
    return () => observer.disconnect();
  };
}
