// Asks the studio for a part of the page. Who was signed out meanwhile is taken to the sign-in page and comes back here.

class Refused extends Error {
  constructor(response) {
    super(response.statusText);
    this.status = response.status;
    this.response = response;
  }
}

// Goes on with an answer, unless it says that one is signed out: then this page is being left, and nothing comes of it.
export function answered(response) {
  const elsewhere = response.headers.get("HX-Redirect");
  if (!elsewhere) return response;
  window.location.href = elsewhere;
  return new Promise(() => {});
}

// Tells the studio that a part of the page is wanted, and where to come back to after signing in.
export const head = () => ({ "HX-Request": "true", "HX-Current-URL": window.location.href });

export const token = () => document.querySelector('#composer [name="csrfmiddlewaretoken"]')?.value ?? "";

// The elements of the answer. With `data` it is a POST. Raises Refused, and what fetch raises.
export async function ask(address, { data, signal } = {}) {
  const headers = head();
  if (data) headers["X-CSRFToken"] = token();
  const response = await answered(await fetch(address, { method: data ? "POST" : "GET", body: data, headers, signal }));
  if (!response.ok) throw new Refused(response);
  return new DOMParser().parseFromString(await response.text(), "text/html").body;
}
