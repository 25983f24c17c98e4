/** In place of the console where nobody built it. */
export const NOT_BUILT_PAGE = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Demarc</title></head>
<body>
<h1>The web console is not built</h1>
<p>The API works; only its pages are missing. Build them with <code>npm run build</code> and start the api again.</p>
</body>
</html>
`;
