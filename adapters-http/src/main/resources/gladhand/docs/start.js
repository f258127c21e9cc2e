SwaggerUIBundle({
  url: new URL("../openapi.yaml", document.currentScript.src).href,
  dom_id: "#api",
  deepLinking: true,
  validatorUrl: null,
  // The operator may have named another address than the one at which this page was opened.
  requestInterceptor: (request) => {
    const named = new URL(request.url, location.href);
    request.url = location.origin + named.pathname + named.search;
    return request;
  },
});
