//! `GET /organizations/{organizationId}/export`

use std::fs::File;
use std::io::{self, Read as _};

use axum::body::{Body, Bytes};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_LENGTH, CONTENT_TYPE};
use axum::response::IntoResponse;
use futures::Stream;
use tenure_app::tenancy::export::Exported;
use tenure_domain::permission::ExportOrganization;

use crate::guard::Guard;
use crate::problem::Problem;

/// How much of the file is in memory.
const CHUNK: usize = 64 * 1024;

/// Everything that the organization holds, as it is at one moment: a ZIP with a README, and of each
/// kind of rows a CSV file and a file of JSON lines.
#[utoipa::path(get, path = "/organizations/{organizationId}/export", operation_id = "organizations.export", responses((status = 200, body = Vec<u8>, content_type = "application/zip")))]
pub(crate) async fn handler(
    guard: Guard<ExportOrganization>,
) -> Result<impl IntoResponse, Problem> {
    let Exported { name, file, bytes } = guard.app().export_organization(guard.scope).await?;
    // A slug needs no quoting.
    let disposition = format!("attachment; filename=\"{name}\"");
    Ok((
        [
            (CONTENT_TYPE, "application/zip".to_owned()),
            (CONTENT_LENGTH, bytes.to_string()),
            (CONTENT_DISPOSITION, disposition),
        ],
        Body::from_stream(chunks(file)),
    ))
}

/// The file's bytes, read on a thread that may wait for the disk.
fn chunks(file: File) -> impl Stream<Item = io::Result<Bytes>> {
    futures::stream::try_unfold(file, async |mut file| {
        let read = tokio::task::spawn_blocking(move || {
            let mut chunk = vec![0; CHUNK];
            let length = file.read(&mut chunk)?;
            chunk.truncate(length);
            Ok::<_, io::Error>((chunk, file))
        });
        let (chunk, file) = read.await.map_err(io::Error::other)??;
        Ok((!chunk.is_empty()).then(|| (Bytes::from(chunk), file)))
    })
}
