#include <config.h>

#include <curl/curl.h>
#include <errno.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "base/memory.h"
#include "base/text.h"
#include "peer/http.h"

enum { TIMEOUT_MS = 30000, CONNECT_MS = 10000, BODY_MAX = 64 << 20 };

struct ck_http {
	CURL *curl;
	bool (*stop)(void);
	struct ck_buf *body;		/* of the request under way */
	char words[CURL_ERROR_SIZE];
	char *error;
	int64_t retry_after_ms;
};

char *ck_http_public(const char *url)
{
	const char *host = strstr(url, "://");
	int scheme;

	host = host ? host + strlen("://") : url;
	scheme = host - url;
	for (size_t i = strcspn(host, "/?#"); i > 0; i--)
		if (host[i - 1] == '@') {
			host += i;
			break;
		}
	return ck_format("%.*s%s", scheme, url, host);
}

static int say(struct ck_http *http, int err, const char *url,
	       const char *sentence)
{
	ck_autofree char *shown = ck_http_public(url);

	free(http->error);
	http->error = ck_format("%s: %s", shown, sentence);
	return err;
}

/* CURLcode to errno: what may be better next time, and what never will. */
static int errno_of(CURLcode code)
{
	switch (code) {
	case CURLE_OK:
		return 0;
	case CURLE_URL_MALFORMAT:
	case CURLE_UNSUPPORTED_PROTOCOL:
	case CURLE_SSL_CERTPROBLEM:
	case CURLE_SSL_CACERT_BADFILE:
	case CURLE_SSL_ENGINE_NOTFOUND:
	case CURLE_NOT_BUILT_IN:
		return -EINVAL;
	case CURLE_PEER_FAILED_VERIFICATION:
		return -EACCES;
	case CURLE_ABORTED_BY_CALLBACK:
		return -EINTR;
	case CURLE_WRITE_ERROR:
	case CURLE_FILESIZE_EXCEEDED:
		return -EBADMSG;
	default:
		return -EAGAIN;
	}
}

static const char *sentence_of(const struct ck_http *http, CURLcode code)
{
	if (errno_of(code) == -EBADMSG)
		return _("the reply is larger than 64 MiB");
	return http->words[0] ? http->words : curl_easy_strerror(code);
}

static size_t take_body(char *bytes, size_t size, size_t count, void *ctx)
{
	struct ck_http *http = ctx;
	size_t len = size * count;

	if (http->body->len + len > BODY_MAX)
		return 0;
	ck_buf_add(http->body, bytes, len);
	return len;
}

/* curl comes by once a second, and whenever a signal ends its wait. */
static int watch(void *ctx, curl_off_t down, curl_off_t down_now, curl_off_t up,
		 curl_off_t up_now)
{
	struct ck_http *http = ctx;

	(void)down;
	(void)down_now;
	(void)up;
	(void)up_now;
	return http->stop && http->stop();
}

static void set_files(struct ck_http *http, const struct ck_http_options *o)
{
	if (o->unix_socket)
		curl_easy_setopt(http->curl, CURLOPT_UNIX_SOCKET_PATH,
				 o->unix_socket);
	if (o->ca)
		curl_easy_setopt(http->curl, CURLOPT_CAINFO, o->ca);
	if (o->certificate)
		curl_easy_setopt(http->curl, CURLOPT_SSLCERT, o->certificate);
	if (o->private_key)
		curl_easy_setopt(http->curl, CURLOPT_SSLKEY, o->private_key);
}

static void set_limits(CURL *curl, const struct ck_http_options *options)
{
	long timeout_ms = options->timeout_ms ? options->timeout_ms
					      : (long)TIMEOUT_MS;

	curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS, (long)CONNECT_MS);
	curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, timeout_ms);
	curl_easy_setopt(curl, CURLOPT_MAXFILESIZE_LARGE, (curl_off_t)BODY_MAX);
}

static void set_hooks(CURL *curl, struct ck_http *http)
{
	curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, http->words);
	curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take_body);
	curl_easy_setopt(curl, CURLOPT_WRITEDATA, http);
	curl_easy_setopt(curl, CURLOPT_NOPROGRESS, 0L);
	curl_easy_setopt(curl, CURLOPT_XFERINFOFUNCTION, watch);
	curl_easy_setopt(curl, CURLOPT_XFERINFODATA, http);
}

int ck_http_new(const struct ck_http_options *options, struct ck_http **ret_http)
{
	struct ck_http *http = ck_new(struct ck_http);
	CURL *curl = curl_easy_init();

	if (!curl) {
		free(http);
		return -ENOSYS;
	}
	http->curl = curl;
	http->stop = options->stop;
	curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
	curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
	curl_easy_setopt(curl, CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_2TLS);
	curl_easy_setopt(curl, CURLOPT_ACCEPT_ENCODING, "");
	curl_easy_setopt(curl, CURLOPT_USERAGENT, PACKAGE "/" VERSION);
	set_limits(curl, options);
	set_hooks(curl, http);
	set_files(http, options);
	*ret_http = http;
	return 0;
}

void ck_http_free(struct ck_http *http)
{
	if (!http)
		return;
	curl_easy_cleanup(http->curl);
	free(http->error);
	free(http);
}

const char *ck_http_error(const struct ck_http *http)
{
	return http->error ? http->error : "";
}

int64_t ck_http_retry_after(const struct ck_http *http)
{
	return http->retry_after_ms;
}

static bool is_passing(long status)
{
	return status == 408 || status == 425 || status == 429 || status >= 500;
}

static int errno_of_status(long status)
{
	if (is_passing(status))
		return -EAGAIN;
	return status == 401 || status == 403 ? -EACCES : -EBADMSG;
}

static int judge(struct ck_http *http, const char *url, bool posted)
{
	ck_autofree char *sentence = NULL;
	curl_off_t after = 0;
	long status = 0;

	curl_easy_getinfo(http->curl, CURLINFO_RESPONSE_CODE, &status);
	curl_easy_getinfo(http->curl, CURLINFO_RETRY_AFTER, &after);
	http->retry_after_ms = after * 1000;
	if ((status >= 200 && status <= 299) || (posted && status == 409))
		return 0;
	sentence = ck_format(_("the peer answered %ld"), status);
	return say(http, errno_of_status(status), url, sentence);
}

static int perform(struct ck_http *http, const char *url,
		   struct curl_slist *headers, bool posted,
		   struct ck_buf *ret_body)
{
	CURLcode code;

	http->body = ret_body;
	http->words[0] = '\0';
	http->retry_after_ms = 0;
	ck_buf_clear(ret_body);
	curl_easy_setopt(http->curl, CURLOPT_URL, url);
	curl_easy_setopt(http->curl, CURLOPT_HTTPHEADER, headers);
	code = curl_easy_perform(http->curl);
	curl_slist_free_all(headers);
	if (code != CURLE_OK)
		return say(http, errno_of(code), url, sentence_of(http, code));
	return judge(http, url, posted);
}

static struct curl_slist *with(struct curl_slist *list, const char *header)
{
	struct curl_slist *longer = curl_slist_append(list, header);

	if (!longer)
		abort();
	return longer;
}

int ck_http_get(struct ck_http *http, const char *url, struct ck_buf *ret_body)
{
	curl_easy_setopt(http->curl, CURLOPT_HTTPGET, 1L);
	return perform(http, url, with(NULL, "Accept: application/x-ndjson"),
		       false, ret_body);
}

int ck_http_post(struct ck_http *http, const char *url, const char *key,
		 const char *json, struct ck_buf *ret_body)
{
	ck_autofree char *idempotency = ck_format("Idempotency-Key: \"%s\"",
						  key);
	struct curl_slist *headers = with(NULL, "Content-Type: application/json");

	curl_easy_setopt(http->curl, CURLOPT_POST, 1L);
	curl_easy_setopt(http->curl, CURLOPT_POSTFIELDS, json);
	curl_easy_setopt(http->curl, CURLOPT_POSTFIELDSIZE, (long)strlen(json));
	return perform(http, url, with(headers, idempotency), true, ret_body);
}

int ck_http_cut(struct ck_http *http, const char *sentence)
{
	char *url = NULL;

	curl_easy_getinfo(http->curl, CURLINFO_EFFECTIVE_URL, &url);
	return say(http, -EAGAIN, url ? url : "", sentence);
}

char *ck_http_escape(const char *text)
{
	char *escaped = curl_easy_escape(NULL, text, 0);
	char *copy = ck_strdup(escaped ? escaped : "");

	curl_free(escaped);
	return copy;
}
