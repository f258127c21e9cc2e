{{- define "gladhand.name" -}}
{{- .Release.Name | trunc 50 | trimSuffix "-" -}}
{{- end }}
{{- define "gladhand.selector" -}}
app.kubernetes.io/name: gladhand
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}
{{- define "gladhand.labels" -}}
{{ include "gladhand.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ .Chart.Name }}-{{ .Chart.Version }}
{{- end }}
