//! `tenure serve`

use std::net::SocketAddr;
use std::process::ExitCode;

use clap::Args;
use tenure_app::mail::MailWorker;
use tenure_app::operations::jobs::Jobs;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::watch;

use crate::commands::demo;
use crate::context::{application, open};
use crate::failure::Failure;
use crate::output::print;
use crate::settings::{Settings, SignUpSetting};

/// What `serve` takes.
#[derive(Debug, Args)]
pub struct Serve {
    /// Where to listen [default: 127.0.0.1:8080]
    #[arg(long, value_name = "ADDRESS:PORT")]
    listen: Option<SocketAddr>,
    #[arg(
        long,
        value_name = "URL",
        help = "How browsers reach the server, as in https://time.example.com [default: http:// and where it listens]"
    )]
    public_url: Option<String>,
    /// Whether anybody may make an account [default: open]
    #[arg(long, value_name = "WHO", value_enum)]
    sign_up: Option<SignUpSetting>,
    /// Fill an empty instance with believable data first
    #[arg(long)]
    demo: bool,
}

impl Serve {
    /// Serves until it is told to stop.
    pub async fn run(self, settings: &Settings) -> Result<ExitCode, Failure> {
        let settings = &Settings {
            public_url: self
                .public_url
                .clone()
                .or_else(|| settings.public_url.clone()),
            sign_up: self.sign_up.unwrap_or(settings.sign_up),
            ..settings.clone()
        };
        let address = self.listen.unwrap_or(settings.listen);
        // The port first: a second server must not migrate, print a new set-up link, and then fail.
        let listener = TcpListener::bind(address).await.map_err(|error| {
            Failure::unusable(
                "listen",
                format!("cannot listen on {address}: {error}"),
                "Another program may have this port: stop it, or choose one with --listen 127.0.0.1:8081.",
            )
        })?;
        let bound = listener.local_addr().unwrap_or(address);
        let app = application(open(settings).await?, settings, bound);
        if self.demo {
            demo::fill(&app).await?;
        }
        let public_url = app.instance().public_url.clone();
        let set_up_link = app.set_up_link().await?;
        let (stop, stopping) = watch::channel(false);
        let jobs = Jobs::start(app.jobs(), &stopping);
        let router = tenure_api::router(app.clone(), stopping.clone()).await?;
        print(&format!("Tenure is at {public_url}"))?;
        if let Some(problem) = app.mail_problem() {
            print(&problem)?;
        }
        if let Some(link) = set_up_link {
            print(&format!(
                "It has no operator yet. Make the first account here, once:\n  {link}"
            ))?;
        }
        app.forget_refused_mail_settings().await?;
        let mail = tokio::spawn(async move { MailWorker::new(&app).run(stopping).await });
        let service = router.into_make_service_with_connect_info::<SocketAddr>();
        let served = axum::serve(listener, service)
            .with_graceful_shutdown(told_to_stop(stop))
            .await;
        jobs.stopped().await;
        served.map_err(|error| Failure::unusable("serve", error.to_string(), "See the log."))?;
        // What is under way is sent and written down before the end.
        mail.await
            .map_err(|error| Failure::unusable("mail", error.to_string(), "See the log."))?;
        Ok(ExitCode::SUCCESS)
    }
}

/// Waits for Ctrl-C or SIGTERM; requests under way are answered before the end, and streams end.
async fn told_to_stop(stop: watch::Sender<bool>) {
    let terminate = async {
        match signal(SignalKind::terminate()) {
            Ok(mut terminate) => {
                terminate.recv().await;
            }
            Err(error) => {
                tracing::warn!(%error, "SIGTERM will not be noticed");
                std::future::pending::<()>().await;
            }
        }
    };
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        () = terminate => {}
    }
    tracing::info!("stops");
    stop.send_replace(true);
}
