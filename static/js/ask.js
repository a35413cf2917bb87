// Asks the studio for a part of the page. Who was signed out meanwhile is taken to the sign-in page and comes back here.

class Refused extends Error {
  constructor(response) {
    super(response.statusText);
    this.status = response.status;
    this.response = response;
  }
}

export const token = () => document.querySelector('#composer [name="csrfmiddlewaretoken"]')?.value ?? "";

// The elements of the answer. With `data` it is a POST. Raises Refused, and what fetch raises.
export async function ask(address, { data, signal } = {}) {
  const headers = { "HX-Request": "true", "HX-Current-URL": window.location.href };
  if (data) headers["X-CSRFToken"] = token();
  const response = await fetch(address, { method: data ? "POST" : "GET", body: data, headers, signal });
  const elsewhere = response.headers.get("HX-Redirect");
  if (elsewhere) {
    window.location.href = elsewhere;
    return new Promise(() => {}); // this page is being left
  }
  if (!response.ok) throw new Refused(response);
  return new DOMParser().parseFromString(await response.text(), "text/html").body;
}
