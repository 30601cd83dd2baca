use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use axum::body::{Bytes, HttpBody};
use hyper::body::{Frame, Incoming, SizeHint};
use tokio::runtime::Handle;

/// How much of a refused body is still listened to, and for how long.
const MAX_BYTES: usize = 16 * 1024 * 1024;
const MAX_TIME: Duration = Duration::from_secs(5);

/// A request's body. What nobody read of it is swallowed in the background.
///
/// Hanging up on somebody who is still sending makes their system throw away our answer, and all
/// they would learn from a body too large is that the line broke.
pub(super) struct Drained(Option<Incoming>);

impl Drained {
    pub fn new(body: Incoming) -> Drained {
        Drained(Some(body))
    }
}

impl HttpBody for Drained {
    type Data = Bytes;
    type Error = hyper::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, hyper::Error>>> {
        match &mut self.0 {
            Some(body) => Pin::new(body).poll_frame(context),
            None => Poll::Ready(None),
        }
    }

    fn is_end_stream(&self) -> bool {
        self.0.as_ref().is_none_or(|body| body.is_end_stream())
    }

    fn size_hint(&self) -> SizeHint {
        self.0.as_ref().map_or(SizeHint::with_exact(0), |body| body.size_hint())
    }
}

impl Drop for Drained {
    fn drop(&mut self) {
        let unread = self.0.take().filter(|body| !body.is_end_stream());
        if let (Some(body), Ok(runtime)) = (unread, Handle::try_current()) {
            runtime.spawn(tokio::time::timeout(MAX_TIME, swallow(body)));
        }
    }
}

async fn swallow(mut body: Incoming) {
    let mut swallowed = 0;
    while let Some(Ok(frame)) = poll_fn(|context| Pin::new(&mut body).poll_frame(context)).await {
        swallowed += frame.data_ref().map_or(0, Bytes::len);
        if swallowed > MAX_BYTES {
            return;
        }
    }
}
